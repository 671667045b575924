import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import type { Depth } from '@/features/line/DepthHistory';

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name);

const dataOf = (readings: readonly Depth[]): uPlot.AlignedData => [
  readings.map(({ at }) => at / 1_000),
  readings.map(({ waiting }) => waiting),
  readings.map(({ running }) => running),
];

const MINUTES = [1, 2, 5, 10, 15, 30];

/** A line of one looks short. */
const LEAST = 4;

const FONT = '11px ui-sans-serif, system-ui, sans-serif';

function optionsOf(box: HTMLElement, waiting: string, running: string, locale: string): uPlot.Options {
  const axis = {
    stroke: () => colour('--muted'),
    font: FONT,
    ticks: { show: false },
    grid: { stroke: () => colour('--sunken'), width: 1 },
  };
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  return {
    width: box.clientWidth,
    height: box.clientHeight,
    cursor: { show: false },
    legend: { show: false },
    scales: { y: { range: (_, __, most) => [0, Math.max(LEAST, most)] } },
    axes: [
      // Seconds, in steps of a minute at least.
      {
        ...axis,
        size: 26,
        incrs: MINUTES.map((each) => each * 60),
        grid: { show: false },
        values: (_, at) => at.map((each) => clock.format(each * 1_000)),
      },
      // Whole numbers only: half a picture never waits.
      { ...axis, size: 32, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] },
    ],
    series: [
      {},
      {
        label: waiting,
        stroke: () => colour('--accent'),
        fill: () => `${colour('--accent').trim()}22`,
        width: 2,
        points: { show: false },
      },
      { label: running, stroke: () => colour('--muted'), width: 1, dash: [4, 4], points: { show: false } },
    ],
  };
}

/** The line's depth over time. Drawn on a canvas, so its gist is told in words as well. */
export default function DepthChart({ readings }: { readings: readonly Depth[] }) {
  const { t, i18n } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const latest = useRef(readings);
  const waiting = t('farm.waiting');
  const running = t('farm.running');

  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const plot = new uPlot(optionsOf(place, waiting, running, i18n.language), dataOf(latest.current), place);
    chart.current = plot;
    const sized = new ResizeObserver(() =>
      plot.setSize({ width: place.clientWidth, height: place.clientHeight }),
    );
    sized.observe(place);
    const themed = new MutationObserver(() => plot.redraw());
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      sized.disconnect();
      themed.disconnect();
      plot.destroy();
      chart.current = null;
    };
  }, [waiting, running, i18n.language]);

  useEffect(() => {
    latest.current = readings;
    chart.current?.setData(dataOf(readings));
  }, [readings]);

  const now = readings.at(-1)?.waiting ?? 0;
  const most = readings.reduce((max, reading) => Math.max(max, reading.waiting), 0);
  return <div ref={box} role="img" aria-label={t('farm.chart', { now, most })} className="size-full" />;
}
