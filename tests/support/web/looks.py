"""What can be measured of how a page looks: what sticks out sideways, what is hard to hit, what is hard to read."""

from playwright.async_api import Page

SMALLEST_TAP = 44  # CSS pixels either way, for what is tapped on a phone (WCAG 2.5.5)
LEAST_CONTRAST = 4.5  # of a text against what is behind it (WCAG 2.2 AA, 1.4.3)


async def sticking_out(page: Page) -> int:
    """By how many pixels the page can be scrolled sideways."""
    return int(await page.evaluate("document.documentElement.scrollWidth - innerWidth"))


async def hard_to_tap(page: Page) -> list[str]:
    """The buttons, fields and things to open that are on the page and lower than a finger needs."""
    return list(await page.evaluate(HARD_TO_TAP, SMALLEST_TAP))


async def without_a_name(page: Page) -> list[str]:
    """The buttons and fields that a screen reader has no name for."""
    return list(await page.evaluate(WITHOUT_A_NAME))


async def contrasts(page: Page) -> list[tuple[str, float]]:
    """Every text on the page with its contrast."""
    return [(what, ratio) for what, ratio in await page.evaluate(CONTRASTS)]


async def hard_to_read(page: Page) -> list[tuple[str, float]]:
    """The texts with less contrast than they need."""
    return [(what, ratio) for what, ratio in await contrasts(page) if ratio < LEAST_CONTRAST]


# The height counts, of what is shown. A tick is hit by its label, which is measured with it.
HARD_TO_TAP = """least => [...document.querySelectorAll(
    'button, a.button, summary, select, textarea, input:not([type=hidden], [type=checkbox], [type=radio]), label.tick')]
  .filter(node => node.checkVisibility() && !node.closest('.unseen'))
  .filter(node => node.getBoundingClientRect().height < least - 0.5)
  .map(node => `${node.tagName} ${node.id || node.className} ${node.textContent.trim().slice(0, 40)} ` +
    node.getBoundingClientRect().height)"""

WITHOUT_A_NAME = """() => [...document.querySelectorAll('button, summary, select, textarea, input:not([type=hidden])')]
  .filter(node => node.checkVisibility())
  .filter(node => !(node.labels?.length || node.textContent.trim() || node.getAttribute('aria-label')))
  .map(node => node.outerHTML.slice(0, 200))"""

# Text colour against the nearest background that is painted, as WCAG 2.2 defines the ratio (1.4.3).
CONTRASTS = """() => {
  const rgba = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => {
    const [r, g, b] = rgba(colour).slice(0, 3).map(value => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if ((rgba(colour)[3] ?? 1) === 1) return colour;
    }
    throw new Error('no background');
  };
  const shown = [...document.querySelectorAll(
      'h1, h2, h3, p, li, a, b, span, label, summary, button, time, textarea, input, select, text, .bubble, .bubble a')]
    .filter(node => node.checkVisibility() && node.getClientRects().length && !node.closest('.unseen, .quiet:empty'))
    .filter(node => node.matches('textarea, input, select') ||
      [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()));
  return shown.map(node => {
    const style = getComputedStyle(node);
    const both = [light(node.closest('svg') ? style.fill : style.color), light(behind(node))];
    return [node.className.baseVal ?? (node.className || node.tagName),
      (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05)];
  });
}"""
