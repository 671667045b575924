import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/Button';
import { Card } from '@/shared/ui/Card';
import { SecretField } from '@/shared/ui/SecretField';

type MadeLinkProps = {
  label: string;
  hint: string;
  /** Path and token. */
  link: string;
  onDone: () => void;
};

/** A link to send to somebody, shown this once. */
export function MadeLink({ label, hint, link, onDone }: MadeLinkProps) {
  const { t } = useTranslation();
  return (
    <Card className="ring-2 ring-accent">
      <SecretField label={label} copy={t('account.copy')} text={new URL(link, location.origin).href} />
      <p role="status" className="text-sm text-pretty text-muted">
        {hint}
      </p>
      <Button tone="soft" className="self-start bg-sunken" onClick={onDone}>
        {t('people.done')}
      </Button>
    </Card>
  );
}
