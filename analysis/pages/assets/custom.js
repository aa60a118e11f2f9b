// What story and laboratory share: people as squares on a canvas, so that thousands of them move at once.
window.crmSquares = {
  // What a page packs: little-endian bytes in Base64.
  unpacked(text, kind) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new kind(bytes.buffer);
  },
  // Make a canvas as large and as sharp as the picture it belongs to; return its dots for one unit of the picture.
  fit(canvas, svg) {
    const box = svg.viewBox.baseVal, sharp = window.devicePixelRatio || 1;
    const wide = svg.getBoundingClientRect().width, high = (wide * box.height) / box.width;
    canvas.width = Math.round(wide * sharp);
    canvas.height = Math.round(high * sharp);
    canvas.style.width = wide + "px";
    canvas.style.height = high + "px";
    return canvas.width / box.width;
  },
  wiped(canvas, scale) {
    const pen = canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    return pen;
  },
  // Where a department's squares are, as its drawing says.
  placeOf(group, across, down) {
    const data = group.dataset;
    return {
      left: Number(data.left) + (across || 0), top: Number(data.top) + (down || 0), columns: Number(data.columns), side: Number(data.side),
      size: Number(data.size), first: Number(data.first), people: Number(data.people), share: group.querySelector('[data-crm="share"]'),
    };
  },
  // A picture written dot by dot: several times as fast as rectangles where thousands of squares stand still.
  picture(canvas) {
    const pen = canvas.getContext("2d"), image = pen.createImageData(canvas.width, canvas.height);
    return { wide: canvas.width, dots: new Uint32Array(image.data.buffer), show: () => pen.putImageData(image, 0, 0) };
  },
  // A colour as a dot, for example #1b9e77.
  dot(paint) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(paint.slice(at, at + 2), 16));
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  },
  // A square filled from below to two heights, in dots; a line that a height cuts is mixed.
  stack(picture, paints, x, y, size, first, second) {
    for (let line = 0; line < size; line += 1) {
      const low = size - 1 - line, a = Math.min(Math.max(first - low, 0), 1), b = Math.min(Math.max(second - low, 0), 1);
      const dot = a === 1 ? paints[0] : a === 0 && b === 1 ? paints[1] : b === 0 ? paints[2] : mixed(paints, a, b - a);
      const at = (y + line) * picture.wide + x;
      picture.dots.fill(dot, at, at + size);
    }
  },
  // Squares filled from below: real use, then the bare minimum; the rest is own lists. Shares from 0 to 1.
  ways(pen, paints, size, x, y, deep, minimum) {
    pen.fillStyle = paints[2];
    for (let n = 0; n < x.length; n += 1) pen.fillRect(x[n], y[n], size, size);
    pen.fillStyle = paints[1];
    for (let n = 0; n < x.length; n += 1) if (minimum[n] > 0) pen.fillRect(x[n], y[n] + size * (1 - deep[n] - minimum[n]), size, size * minimum[n]);
    pen.fillStyle = paints[0];
    for (let n = 0; n < x.length; n += 1) if (deep[n] > 0) pen.fillRect(x[n], y[n] + size * (1 - deep[n]), size, size * deep[n]);
  },
};
function mixed(paints, first, second) {
  let dot = 0;
  for (const part of [0, 8, 16, 24]) {
    const [a, b, c] = paints.map((paint) => (paint >>> part) & 255);
    dot |= Math.round(first * a + second * b + (1 - first - second) * c) << part;
  }
  return dot >>> 0;
}
