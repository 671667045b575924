import { type PointerEvent, useEffect, useRef, useState } from 'react';

type View = { scale: number; x: number; y: number };

const WHOLE: View = { scale: 1, x: 0, y: 0 };
const MOST = 8;
const DOUBLE_CLICK = 2.5;
const KEY_STEP = 1.5;
const SWIPE_PX = 60;

type Point = { x: number; y: number };

/** `view` larger by `factor`, with what is under `at` (from the middle) staying there. */
export function zoomed({ scale, x, y }: View, factor: number, at: Point): View {
  const next = Math.min(MOST, Math.max(1, scale * factor));
  if (next === 1) return WHOLE;
  const grown = next / scale;
  return { scale: next, x: at.x - (at.x - x) * grown, y: at.y - (at.y - y) * grown };
}

/** Zoom by wheel, pinch, double click and keys; a zoomed picture is moved by dragging, a whole one by a swipe. */
export function useZoom(onSwipe: (direction: 1 | -1) => void) {
  const stage = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, Point>());
  const began = useRef<Point | null>(null);
  const [view, setView] = useState(WHOLE);

  useEffect(() => {
    const box = stage.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      setView((held) => zoomed(held, Math.exp(-event.deltaY / 400), fromMiddle(box, event)));
    };
    box?.addEventListener('wheel', onWheel, { passive: false });
    return () => box?.removeEventListener('wheel', onWheel);
  }, []);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if ((event.target as Element).closest('button')) return;
    event.currentTarget.setPointerCapture?.(event.pointerId);
    pointers.current.set(event.pointerId, fromMiddle(stage.current, event));
    began.current = pointers.current.size === 1 ? { x: event.clientX, y: event.clientY } : null;
  };

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = fromMiddle(stage.current, event);
    pointers.current.set(event.pointerId, now);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    setView((held) => {
      if (other) return zoomed(held, distance(now, other) / Math.max(1, distance(before, other)), other);
      if (held.scale === 1) return held;
      return { ...held, x: held.x + now.x - before.x, y: held.y + now.y - before.y };
    });
  };

  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const dx = began.current ? event.clientX - began.current.x : 0;
    const swiped = event.pointerType === 'touch' && view.scale === 1 && Math.abs(dx) > SWIPE_PX;
    pointers.current.delete(event.pointerId);
    began.current = null;
    if (swiped) onSwipe(dx < 0 ? 1 : -1);
  };

  return {
    stage,
    zoom: view.scale,
    transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
    whole: () => setView(WHOLE),
    closer: () => setView((held) => zoomed(held, KEY_STEP, { x: 0, y: 0 })),
    farther: () => setView((held) => zoomed(held, 1 / KEY_STEP, { x: 0, y: 0 })),
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: onPointerUp,
      onDoubleClick: (event: React.MouseEvent) =>
        setView((held) =>
          held.scale > 1 ? WHOLE : zoomed(held, DOUBLE_CLICK, fromMiddle(stage.current, event)),
        ),
    },
  };
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

function fromMiddle(box: HTMLElement | null, { clientX, clientY }: { clientX: number; clientY: number }) {
  const { left = 0, top = 0, width = 0, height = 0 } = box?.getBoundingClientRect() ?? {};
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}
