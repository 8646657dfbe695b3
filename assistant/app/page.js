// The page is Vietnamese, and so is what the framework says by itself: words it has no translation for are put right
// as they appear. WORDS maps whole strings; PATTERNS are pairs of a regular expression and what replaces it.
(() => {
  document.documentElement.lang = "vi";
  const ATTRIBUTES = ["aria-label", "title", "alt", "placeholder"];
  // What people and plans say is never touched.
  const OURS = ".kh-draft, .kh-paper, .kh-card, .kh-table, .prose, textarea, input, code";
  const inVietnamese = (words) => {
    const key = words.trim();
    if (!key) return null;
    if (Object.hasOwn(WORDS, key)) return words.replace(key, WORDS[key]);
    for (const [pattern, replacement] of PATTERNS) if (pattern.test(key)) return key.replace(pattern, replacement);
    return null;
  };
  const mendText = (node) => {
    if (node.parentElement?.closest(OURS)) return;
    const mended = inVietnamese(node.data);
    if (mended !== null && mended !== node.data) node.data = mended;
  };
  const mendElement = (element) => {
    for (const name of ATTRIBUTES) {
      const words = element.getAttribute(name);
      const mended = words && inVietnamese(words);
      if (mended && mended !== words) element.setAttribute(name, mended);
    }
  };
  const mend = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return mendText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = root; node; node = walker.nextNode()) node.nodeType === Node.TEXT_NODE ? mendText(node) : mendElement(node);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(mend);
      else if (change.type === "attributes") mendElement(change.target);
      else mendText(change.target);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
