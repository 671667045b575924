import { RotateCw } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/Button';

type FinalPictureProps = {
  url: string;
  prompt: string;
  onLoad: (event: SyntheticEvent<HTMLImageElement>) => void;
};

/** The picture itself; where it can't be fetched, it says so and can be asked for again. */
export function FinalPicture({ url, prompt, onLoad }: FinalPictureProps) {
  const { t } = useTranslation();
  const [tries, setTries] = useState(0);
  const [broken, setBroken] = useState(false);
  if (broken) {
    const again = () => {
      setTries(tries + 1);
      setBroken(false);
    };
    return (
      <div className="absolute inset-0 z-10 flex flex-col items-center justify-center gap-3 p-6 text-center text-sm text-muted">
        {t('card.brokenImage')}
        <Button tone="soft" size="small" onClick={again}>
          <RotateCw className="size-3.5" aria-hidden="true" />
          {t('card.retry')}
        </Button>
      </div>
    );
  }
  return (
    <img
      key={tries}
      src={url}
      alt={prompt}
      onLoad={onLoad}
      onError={() => setBroken(true)}
      className="absolute inset-0 size-full object-cover"
    />
  );
}
