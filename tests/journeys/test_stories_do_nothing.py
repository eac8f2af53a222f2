"""Whatever is typed into a story is read and does nothing: in Chromium, on every page that shows it, by our policy."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Route

from sangkien.consents.models import Purpose
from sangkien.files.models import StoredFile
from sangkien.initiatives.content import AuthorEntry
from sangkien.stories import actions
from sangkien.stories.models import Moment, Story
from sangkien.stories.tests.telling import again, agree
from sangkien.stories.texts import Quote, Text
from tests.cast import NOW, Cast

DOES = "window.hit=1"
PAYLOADS = [
    f"<script>{DOES}</script>",
    f'<img src=x onerror="{DOES}">',
    f"<svg/onload={DOES}>",
    f'"><script>{DOES}</script>',
    f"' autofocus onfocus={DOES} x='",
    f"</script><script>{DOES}</script>",
    f"</textarea><script>{DOES}</script>",
    f"</title><script>{DOES}</script>",
    f"[x](javascript:{DOES})",
    f"[x](JaVaScRiPt:{DOES})",
    f"<javascript:{DOES}>",
    f"[x](data:text/html,<script>{DOES}</script>)",
    f'![x](x"onerror="{DOES})',
    f"<iframe srcdoc='<script>parent.{DOES}</script>'></iframe>",
    f"<math><mtext><style><img src=x onerror={DOES}></style></mtext></math>",
    f"<noscript><p title='</noscript><img src=x onerror={DOES}>'>",
    f"<details open ontoggle={DOES}>",
    f"<a href=x onmouseover={DOES}>x</a>",
    f"{{{{constructor.constructor('{DOES}')()}}}}",
    f"]]><script>{DOES}</script>",
    f"<!--><script>{DOES}</script>-->",
    f"&lt;script&gt;{DOES}&lt;/script&gt;",
]
_WATCH = """window.refused = [];
addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));"""


def _told(cast: Cast, nth: int) -> Story:
    """A story whose every field is a payload: the short ones one each, the text all of them."""
    short = PAYLOADS[nth:] + PAYLOADS[:nth]
    author = AuthorEntry(full_name=short[0], phone="+84912345001", share=10_000)
    dossier = cast.valid(title=f"Đồ gá {short[1]}", authors=(author,), before=short[2], after=short[3])
    story = actions.start(dossier, by=cast.actor("mai"), at=NOW)
    quotes = (Quote(short[4], who=1), Quote(short[5], role=f"Tổ trưởng {short[6]}"))
    text = Text(f"Tít {short[7]}", f"Sapô {short[8]} {{chị 1}}", "\n\n".join([*PAYLOADS, "{tác giả 1}"]), quotes)
    actions.write(story, text, theme="SAFETY", series=f"Loạt {short[9]}", by=cast.actor("mai"), at=NOW)
    file = StoredFile.objects.create(sha256="a" * 64, kind="image/jpeg", size=1, name="anh.jpg", kept_at=NOW)
    story.pictures.create(
        position=1, file=file, moment=Moment.AFTER, caption=short[10][:200], credit=f"Mai {short[11]}"[:120]
    )
    agree(cast, dossier, Purpose.STORY, Purpose.PUBLISH_NAME, Purpose.SHARE_CARD)
    actions.hand_on(again(story), by=cast.actor("mai"), at=NOW)
    actions.check(again(story), by=cast.actor("minh"), at=NOW)
    return actions.publish(again(story), by=cast.actor("dong"), at=NOW)


def _pages(cast: Cast, story: Story) -> dict[str, Any]:
    """What the server answers at every address that shows it, and to whoever types it wrong."""
    desk, anybody = cast.client("dong"), Client()
    asked = {
        anybody: ["/", "/cau-chuyen/", f"/cau-chuyen/{story.slug}/", f"/sang-kien/{story.initiative.code}/"],
        desk: ["/truyen-thong/", f"/truyen-thong/{story.pk}/", f"/truyen-thong/{story.pk}/phong-van/"],
        cast.client("lan"): ["/toi/dong-y/"],
    }
    pages = {path: client.get(path) for client, paths in asked.items() for path in paths}
    mine = cast.client("mai")
    draft = actions.start(cast.valid(title="Bản khác"), by=cast.actor("mai"), at=NOW)
    typed = dict.fromkeys(("headline", "lead", "series", "quote_1", "role_1", "theme", "who_1"), PAYLOADS[3])
    said = typed | {"body": "\n\n".join(PAYLOADS)}
    pages["/typed-wrong/"] = mine.post(f"/truyen-thong/{draft.pk}/viet/", said | {"luu": "1"})
    right = {"theme": "", "who_1": "0", "quote_1": ""}
    pages["/preview/"] = mine.post(f"/truyen-thong/{draft.pk}/viet/", said | right | {"xem": "1"})
    return pages


@pytest.fixture(scope="module", autouse=True)
def the_database_beside_the_browser() -> Iterator[None]:
    """The browser's loop runs in this thread; nothing here waits for both at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("nth", range(0, len(PAYLOADS), 6))
def test_nothing_that_is_typed_runs_or_is_refused(cast: Cast, browser: Browser, nth: int) -> None:
    pages = _pages(cast, _told(cast, nth))

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if found := pages.get(path):
            headers = {
                "content-type": found["Content-Type"],
                "content-security-policy": found["Content-Security-Policy"],
            }
            route.fulfill(status=200, headers=headers, body=found.content)
        elif path.startswith("/static/") and (file := finders.find(path.removeprefix("/static/"))):
            route.fulfill(path=str(file))
        else:
            route.fulfill(status=404, body="")

    context = browser.new_context(base_url="http://story.example")
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.route("**/*", answer)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    for path in pages:
        page.goto(path)
        for link in page.locator("main a[href^='javascript' i], main a[href^='data' i]").all():
            pytest.fail(f"{path}: {link.get_attribute('href')}")
        assert page.evaluate("[window.hit, window.refused]") == [None, []], path
    context.close()
