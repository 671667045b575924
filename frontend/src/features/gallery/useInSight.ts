import { useEffect, useRef } from 'react';

/** Calls `onSight` whenever the element comes near the window; for reading on before the end is reached. */
export function useInSight<T extends Element>(onSight: (() => void) | null) {
  const element = useRef<T>(null);
  useEffect(() => {
    const target = element.current;
    if (!target || !onSight || typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onSight(), {
      rootMargin: '600px',
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [onSight]);
  return element;
}
