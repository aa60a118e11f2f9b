// The theme wraps each button that copies code in a <nav>, dozens on a page; who has pages read out would hear them all as landmarks.
const plain = () => document.querySelectorAll("nav.md-code__nav:not([role])").forEach((each) => each.setAttribute("role", "none"))
new MutationObserver(plain).observe(document.documentElement, { childList: true, subtree: true })
plain()
