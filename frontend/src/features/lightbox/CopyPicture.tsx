import { ImageUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/Button';
import { useToasts } from '@/shared/ui/ToastsContext';

/** Puts the picture itself onto the clipboard, where the browser lets pages do that. */
export function CopyPicture({ url }: { url: string }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  if (!navigator.clipboard || typeof ClipboardItem === 'undefined') return null;
  const copy = () => {
    const png = fetch(url).then((answer) => answer.blob());
    navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]).then(
      () => toasts.show(t('lightbox.pictureCopied')),
      () => toasts.show(t('lightbox.notCopied')),
    );
  };
  return (
    <Button tone="soft" onClick={copy}>
      <ImageUp className="size-4" aria-hidden="true" />
      {t('lightbox.copyPicture')}
    </Button>
  );
}
