import { X } from 'lucide-react';
import { useCallback, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import { useTopmostDialog } from './openDialogs';
import type { Toasts } from './Toasts';

/**
 * Where the toasts appear. Its room is always there, so a screen reader hears them come: in the topmost modal window
 * while there is one, since all outside of it lies below and cannot be clicked.
 */
export function Toaster({ toasts }: { toasts: Toasts }) {
  const { t } = useTranslation();
  const watch = useCallback((onChange: () => void) => toasts.watch(onChange), [toasts]);
  const toast = useSyncExternalStore(watch, () => toasts.current);
  const dialog = useTopmostDialog();
  const room = (
    <div
      role="status"
      data-testid="toaster"
      className="pointer-events-none fixed inset-x-0 bottom-36 z-30 flex justify-center px-4"
    >
      {toast && (
        <div
          key={toast.id}
          className="appear pointer-events-auto flex max-w-md items-center gap-1 rounded-2xl bg-ink py-1.5 pr-1.5 pl-4 text-sm text-page shadow-deep"
        >
          <p className="line-clamp-2 min-w-0 flex-1 wrap-anywhere">{toast.text}</p>
          {toast.actions.map(({ label, run }) => (
            <Button
              key={label}
              size="small"
              className="font-semibold text-page underline underline-offset-2 hover:bg-page/15 hover:text-page"
              onClick={() => {
                // Before it is done: what is said about that comes after.
                toasts.dismiss();
                run();
              }}
            >
              {label}
            </Button>
          ))}
          <Button
            size="smallIcon"
            className="text-page hover:bg-page/15 hover:text-page"
            aria-label={t('page.close')}
            onClick={() => toasts.dismiss()}
          >
            <X className="size-4" aria-hidden="true" />
          </Button>
        </div>
      )}
    </div>
  );
  return dialog ? createPortal(room, dialog) : room;
}
