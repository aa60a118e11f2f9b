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
