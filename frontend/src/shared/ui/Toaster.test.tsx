import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import '@/i18n';
import { Dialog } from './Dialog';
import { Toaster } from './Toaster';
import { Toasts } from './Toasts';

const page = (toasts: Toasts, dialogs: readonly string[]) => (
  <>
    {dialogs.map((label) => (
      <Dialog key={label} label={label} onClose={() => {}}>
        <p>{label}</p>
      </Dialog>
    ))}
    <Toaster toasts={toasts} />
  </>
);

it('stands in the topmost modal window, where it can be clicked, and else in its own place', () => {
  const toasts = new Toasts();
  const undo = vi.fn();
  const { rerender } = render(page(toasts, ['below', 'above']));
  act(() => toasts.show('Deleted', { label: 'Undo', run: undo }));
  const inside = (name: string) => within(screen.getByRole('dialog', { name })).queryByText('Deleted');
  expect(inside('above')).toBeInTheDocument();

  rerender(page(toasts, ['below']));
  expect(inside('below')).toBeInTheDocument();

  rerender(page(toasts, []));
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledOnce();
});
