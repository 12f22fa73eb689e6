"""axe-core, asked of a page that is open. The policy forbids foreign scripts; the debugger's door is not the page's."""

from functools import cache

from playwright.sync_api import Page

from tests import surroundings

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")

_ASK = """async ([rules, impacts]) => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impacts.includes(impact))
    .flatMap(({ id, impact, nodes }) => nodes.map((node) =>
      `${id} (${impact}) at ${node.target.join(" ")}: ${node.any.concat(node.all).map((check) => check.message)}`));
}"""


@cache
def _axe() -> str:
    return surroundings.axe().read_text(encoding="utf-8")


def findings(page: Page, rules: list[str] = STANDARDS, impacts: tuple[str, ...] = GRAVE) -> list[str]:
    """What breaks these rules, an element each: the rule, how grave it is, where, and why."""
    page.evaluate(_axe())
    return page.evaluate(_ASK, [rules, impacts])
