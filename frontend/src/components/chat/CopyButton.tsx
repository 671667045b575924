import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/Button';

type CopyButtonProps = { text: string; label: string; className?: string };

export function CopyButton({ text, label, className }: CopyButtonProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  // Pages served over plain http to another host have no clipboard.
  if (!navigator.clipboard) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  const name = copied ? t('card.copied') : label;
  const Icon = copied ? Check : Copy;
  return (
    <Button
      size="smallIcon"
      className={className}
      aria-label={name}
      title={name}
      onClick={copy}
      onBlur={() => setCopied(false)}
    >
      <Icon className="size-4" aria-hidden="true" />
    </Button>
  );
}
