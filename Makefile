# Every command anyone needs. `make` alone lists them.

PORT ?= 8000
BENCH ?=
FAULTS ?=
BIN := .venv/bin
export PORT

.DEFAULT_GOAL := help
.PHONY: help setup demo test thorough test-faults journeys browser check types style pytest fix lock messages bench docs vendor clean

help: ## liệt kê các lệnh
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

setup: ## tạo .venv với đúng các gói đã khóa, dịch chuỗi, gom tệp tĩnh; chỉ làm lại phần đã thay đổi
	@scripts/setup

demo: setup ## chạy bản trình diễn ở http://127.0.0.1:8000 (đổi cổng: make demo PORT=8080)
	@$(BIN)/sangkien demo

test: setup browser check pytest ## mọi kiểm tra và mọi bài thử (những bài rất lâu: make thorough)

thorough: setup journeys ## những gì make test để lại vì lâu: từng cách PostgreSQL bị làm hỏng, từng bước nâng cấp, mọi trang trên cả hai màn hình
	$(BIN)/pytest -n 2 --ignore tests/journeys -m thorough

test-faults: setup ## 10.000 bài gửi, một danh sách 2.000 dòng trong lúc ứng dụng và PostgreSQL bị tắt ngang (FAULTS="--submissions 500 --seed 7")
	$(BIN)/python -m tests.faults $(FAULTS)
	SANGKIEN_FAULTS=1 $(BIN)/pytest tests/faults/test_lists.py -q

journeys: setup browser ## mọi hành trình trong trình duyệt, mọi trang trên điện thoại nhỏ và máy bàn
	SANGKIEN_CHROMIUM="$$(scripts/browser)" $(BIN)/pytest tests/journeys -n 2 --maxschedchunk 1

browser: ## tìm Chromium, thiếu thì cài nếu được phép
	@scripts/browser

check: setup ## văn phong, kiểu, các tầng, khuôn mẫu trang, thay đổi cơ sở dữ liệu, cấu hình khi vận hành
	@$(MAKE) --no-print-directory --jobs 2 types style

types:
	$(BIN)/mypy sangkien

style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint sangkien
	scripts/check-django

pytest: setup browser ## mọi bài thử, hai bài một lúc, rồi các hành trình trong trình duyệt, với một PostgreSQL riêng
	$(BIN)/pytest -n 2 --ignore tests/journeys -m "not thorough"
	SANGKIEN_CHROMIUM="$$(scripts/browser)" $(BIN)/pytest tests/journeys -n 2 --maxschedchunk 1 -m "not thorough"

fix: setup ## sửa những gì máy sửa được
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: setup ## khóa lại phiên bản các gói theo pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --upgrade \
		--custom-compile-command "make lock" --output-file requirements/lock.txt pyproject.toml

messages: setup ## gom các chuỗi cần dịch vào sangkien/locale
	DJANGO_SETTINGS_MODULE=sangkien.config.settings $(BIN)/python -m sangkien.ops.messages

bench: setup ## đo tốc độ: make bench BENCH=tên
	$(BIN)/sangkien bench $(BENCH)

docs: setup browser ## viết lại các trang tra cứu, chụp lại hình trong tài liệu
	$(BIN)/sangkien reference
	SANGKIEN_PICTURES=docs/pictures SANGKIEN_CHROMIUM="$$(scripts/browser)" $(BIN)/pytest tests/journeys -k pictures

vendor: setup ## lấy lại phông chữ và biểu tượng, kiểm tra mã băm
	$(BIN)/python scripts/vendor.py

clean: ## xóa .venv và tệp tạm; dữ liệu trong var/ được giữ nguyên
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find sangkien tests -name __pycache__ -prune -exec rm -rf {} +
