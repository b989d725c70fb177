import ApexCharts from '../vendor/apexcharts/apexcharts.esm.js';

const MINUTE = 60_000;
// Okabe and Ito: told apart by everybody; the dashes tell them apart in print.
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8c6d1f', '#7f7f7f'];
const DASHES = [0, 6, 2, 9, 0, 6, 2, 9];

let korean = null;

export async function mount(root, site, page) {
  let chart = null, drawn = null, last = null, gone = false;
  if (site.lang === 'ko') korean ??= await fetch('/vendor/apexcharts/ko.json').then(r => r.json()).catch(() => null);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const shown = (value, decimals) => value == null ? '' : value.toLocaleString(site.lang, { maximumFractionDigits: decimals ?? 3 });

  function series(curves, head) {
    const x = ms => ms + site.offset * MINUTE;
    const lines = curves.map(c => ({ name: c.name, type: 'line', data: c.times.map((t, i) => ({ x: x(t), y: c.values[i] })) }));
    if (curves.filter(c => !c.expected).length !== 1 || !curves[0].lows) return { lines, bands: 0 };
    const all = curves.filter(c => c.lows).map(c => ({ name: head.band, type: 'rangeArea', data: c.times.map((t, i) => ({ x: x(t), y: [c.lows[i], c.highs[i]] })) }));
    return { lines: [...all, ...lines], bands: all.length };
  }

  // Areas would begin at zero, and a curve of 60 to 62 be flat.
  function room(curves) {
    let low = Infinity, high = -Infinity;
    for (const c of curves) {
      for (const v of c.lows ?? c.values) if (v < low) low = v;
      for (const v of c.highs ?? c.values) if (v > high) high = v;
    }
    if (low > high) return {};
    const air = (high - low || Math.abs(high) || 1) * 0.08;
    return { min: low - air, max: high + air, tickAmount: 5 };
  }

  function options(head, curves) {
    const { lines, bands } = series(curves, head);
    const own = lines.map((_, i) => i < bands ? i : i - bands);
    return {
      series: lines,
      chart: {
        type: bands ? 'rangeArea' : 'line', height: site.height, fontFamily: colour('--font') || 'inherit', background: 'transparent', foreColor: colour('--muted'),
        animations: { enabled: false }, zoom: { type: 'x', enabled: true, autoScaleYaxis: true },
        toolbar: { show: true, tools: { download: false, selection: false, pan: false, zoomin: false, zoomout: false, zoom: true, reset: true } },
        ...(site.lang === 'ko' && korean ? { locales: [korean], defaultLocale: 'ko' } : {}),
        events: {
          beforeZoom: (_, { xaxis }) => {
            if (xaxis.min == null) return;
            page.invokeMethodAsync('OnZoom', Math.round(xaxis.min - site.offset * MINUTE), Math.round(xaxis.max - site.offset * MINUTE)).catch(() => {});
          },
        },
      },
      theme: { mode: document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light' },
      colors: own.map(i => COLOURS[i % COLOURS.length]),
      stroke: { curve: 'straight', width: lines.map((_, i) => i < bands ? 0 : 2), dashArray: lines.map((_, i) => i < bands ? 0 : curves[i - bands].expected ? 5 : DASHES[own[i] % DASHES.length]) },
      fill: { type: 'solid', opacity: lines.map((_, i) => i < bands ? 0.18 : 1) },
      dataLabels: { enabled: false }, markers: { size: 0, hover: { sizeOffset: 4 } },
      grid: { borderColor: colour('--line') },
      xaxis: { type: 'datetime', min: head.from + site.offset * MINUTE, max: head.to + site.offset * MINUTE, labels: { datetimeUTC: true, datetimeFormatter: { month: 'yyyy-MM', day: 'MM-dd', hour: 'HH:mm' } }, tooltip: { enabled: false } },
      yaxis: { ...room(curves), labels: { formatter: value => shown(value, head.decimals) }, title: { text: head.unit, style: { fontWeight: 400 } } },
      tooltip: { shared: true, x: { format: 'yyyy-MM-dd HH:mm' } },
      legend: { show: lines.length > 1, position: 'top', horizontalAlign: 'left', onItemClick: { toggleDataSeries: true } },
      noData: { text: '' },
    };
  }

  async function draw(head, curves) {
    last = [head, curves];
    await letGo();
    if (gone) return;
    chart = new ApexCharts(root, options(head, curves));
    drawn = chart.render();
    await drawn;
  }

  // One that is still being drawn cannot be taken away.
  async function letGo() {
    const old = chart;
    chart = null;
    if (!old) return;
    await drawn?.catch(() => {});
    old.destroy();
  }

  const again = () => last && draw(...last);
  document.addEventListener('il-theme', again);
  return {
    draw,
    dispose() {
      gone = true;
      document.removeEventListener('il-theme', again);
      return letGo();
    },
  };
}
