import uPlot from '../vendor/uplot/uPlot.esm.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const MAX_POINTS = 20_000;

export function mount(root, site) {
  let head = {}, xs = [], ys = [], from = 0, to = 0, plot = null;
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = (value, least = 0) => value.toLocaleString(site.lang, {
    minimumFractionDigits: Math.max(least, head.decimals ?? 0), maximumFractionDigits: Math.max(least, head.decimals ?? 3),
  });
  const digits = step => (String(step).split('.')[1] ?? '').length;
  const clock = (ms, part) => new Date(ms + site.offset * MINUTE).toISOString().slice(...part);

  const readout = document.createElement('p');
  readout.className = 'il-chart-readout';

  function drawn() {
    const x = [], y = [];
    for (let i = 0; i < xs.length; i++) {
      if (i && xs[i] - xs[i - 1] > head.gap) { x.push(xs[i - 1] + 1); y.push(null); }
      x.push(xs[i]);
      y.push(ys[i]);
    }
    return [x, y];
  }

  function limitLine(u) {
    if (head.limit == null) return;
    const y = Math.round(u.valToPos(head.limit, 'y', true));
    const { ctx, bbox } = u;
    if (y < bbox.top || y > bbox.top + bbox.height) return;
    ctx.save();
    ctx.strokeStyle = colour(head.limitColour);
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillStyle = colour('--text');
    ctx.font = `${12 * devicePixelRatio}px ${colour('--font')}`;
    ctx.textAlign = 'left';
    ctx.fillText(head.limitLabel, bbox.left + 4, y - 6 * devicePixelRatio);
    ctx.restore();
  }

  function markLines(u) {
    const { ctx, bbox } = u;
    let free = 0, level = 0;
    for (const mark of head.marks ?? []) {
      const x = Math.round(u.valToPos(mark.at, 'x', true));
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = colour(mark.bad ? '--danger' : '--muted');
      ctx.lineWidth = devicePixelRatio;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.font = `600 ${12 * devicePixelRatio}px ${colour('--font')}`;
      level = x < free ? level + 1 : 0;
      free = x + ctx.measureText(mark.label).width + 10 * devicePixelRatio;
      ctx.textAlign = x > bbox.left + bbox.width - 40 * devicePixelRatio ? 'right' : 'left';
      ctx.fillText(mark.label, x + (ctx.textAlign === 'right' ? -4 : 4) * devicePixelRatio, bbox.top + bbox.height - (6 + 14 * level) * devicePixelRatio);
      ctx.restore();
    }
  }

  function yRange(u, low, high) {
    if (low == null) return [0, 1];
    const bottom = Math.min(low, head.limit ?? low), top = Math.max(high, head.limit ?? high);
    const pad = (top - bottom || Math.abs(top) || 1) * 0.08;
    return [bottom - pad, top + pad];
  }

  function show(u) {
    const i = u.cursor.idx ?? u.data[0].length - 1;
    const value = u.data[1][i];
    readout.textContent = value == null ? '' : `${clock(u.data[0][i], [11, 19])}  ${number(value)}\u202f${head.unit}`;
  }

  function build() {
    plot?.destroy();
    const grid = { stroke: colour('--line'), width: 1 };
    const axis = { stroke: colour('--muted'), grid, ticks: { ...grid, size: 4 }, font: `12px ${colour('--font')}` };
    plot = new uPlot({
      width: root.clientWidth || 300, height: root.clientHeight - 22, ms: 1,
      legend: { show: false }, cursor: { drag: { x: false, y: false }, points: { size: 7 } }, padding: [8, 8, 0, 0],
      tzDate: ms => uPlot.tzDate(new Date(ms + site.offset * MINUTE), 'Etc/UTC'),
      scales: { x: { time: true, range: () => [from, to] }, y: { range: yRange } },
      axes: [
        { ...axis, space: 72, values: (u, splits, i, space, step) => splits.map(ms => clock(ms, step < MINUTE ? [11, 19] : step < DAY ? [11, 16] : [5, 10])) },
        { ...axis, size: 56, values: (u, splits, i, space, step) => splits.map(v => number(v, digits(step))) },
      ],
      series: [{}, { stroke: colour('--series-1'), width: 1.75, points: { show: false } }],
      hooks: { draw: [limitLine, markLines], setCursor: [show], setData: [show] },
    }, drawn(), root);
    root.prepend(readout);
    show(plot);
  }

  const resized = new ResizeObserver(() => plot?.setSize({ width: root.clientWidth, height: root.clientHeight - 22 }));
  resized.observe(root);
  document.addEventListener('il-theme', build);
  const paper = matchMedia('print');
  paper.addEventListener('change', build);

  return {
    set(newHead, newFrom, newTo, times, values) {
      [head, from, to, xs, ys] = [newHead, newFrom, newTo, times, values];
      build();
    },
    append(newFrom, newTo, times, values) {
      [from, to] = [newFrom, newTo];
      xs.push(...times);
      ys.push(...values);
      let gone = xs.findIndex(x => x >= from);
      gone = Math.max(gone - 1, xs.length - MAX_POINTS, 0);
      if (gone > 0) { xs.splice(0, gone); ys.splice(0, gone); }
      plot?.setData(drawn());
    },
    csv() {
      const rows = xs.map((x, i) => `${new Date(x).toISOString()},${ys[i]}`);
      const blob = new Blob(['\ufefftime,value\r\n', rows.join('\r\n')], { type: 'text/csv;charset=utf-8' });
      const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: `${head.title}.csv` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    },
    dispose() {
      resized.disconnect();
      document.removeEventListener('il-theme', build);
      paper.removeEventListener('change', build);
      plot?.destroy();
    },
  };
}
