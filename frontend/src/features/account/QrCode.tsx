import encodeQr from 'qr';
import { useMemo } from 'react';

/** Cells of white around it, without which cameras do not find it. */
const BORDER = 3;

type QrCodeProps = { text: string; label: string };

/** Drawn by the page itself: whoever else drew it would learn the link. Dark on white in every theme, as cameras want it. */
export function QrCode({ text, label }: QrCodeProps) {
  const { size, path } = useMemo(() => drawn(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-52 shrink-0 self-center rounded-2xl bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

function drawn(text: string): { size: number; path: string } {
  const rows = encodeQr(text, 'raw', { ecc: 'low', border: BORDER });
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size: rows.length, path };
}
