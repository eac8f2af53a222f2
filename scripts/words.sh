# Shared by the scripts: how they speak to the person at the keyboard.

say() { printf '%s\n' "$1" >&2; }

# fail <câu tiếng Việt> <the same in English>
fail() {
  printf '\n%s\n%s\n\n' "$1" "$2" >&2
  exit 1
}
