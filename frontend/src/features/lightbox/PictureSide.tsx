import { Download, ImagePlus, MessageSquare, Repeat2, Shuffle, Sprout, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/components/chat/CopyButton';
import { fileNameOf } from '@/components/chat/fileName';
import { gpuName } from '@/components/chat/gpuName';
import { JobDetails } from '@/features/details/JobDetails';
import { InitThumb } from '@/features/init/InitThumb';
import { useRemoval } from '@/features/removal/useRemoval';
import { type JobView, usedSpec, usedWords } from '@/shared/contract/job';
import { useOffline } from '@/shared/feed/FeedContext';
import { percent } from '@/shared/text/percent';
import { Button, buttonLook } from '@/shared/ui/Button';
import { CopyPicture } from './CopyPicture';
import { type PictureActions, usePictureActions } from './PictureActions';

type PictureSideProps = { job: JobView; onDone: () => void };

/** What a picture was made of, and what can be made of it. */
export function PictureSide({ job, onDone }: PictureSideProps) {
  const { t, i18n } = useTranslation();
  const { useSeed, remix, vary, begin, inChat } = usePictureActions();
  const offline = useOffline();
  const removal = useRemoval();
  const [uploaded, setUploaded] = useState<string | null>(null);
  const { image, worker } = job;
  const spec = usedSpec(job);
  const words = usedWords(job.used);
  const act = (deed: PictureActions['remix']) =>
    deed &&
    (() => {
      onDone();
      deed(job);
    });
  return (
    <div className="flex shrink-0 flex-col gap-5 p-5 lg:w-88 lg:overflow-y-auto lg:pt-16">
      <div className="flex items-start gap-1">
        <p dir="auto" className="min-w-0 flex-1 leading-6 text-pretty wrap-anywhere">
          {job.prompt}
        </p>
        <CopyButton text={job.prompt} label={t('lightbox.copyPrompt')} />
      </div>
      {words && (
        <p className="text-sm text-pretty wrap-anywhere text-muted">
          {t(words.loras ? 'card.drawnWith' : 'card.drawnFrom', words)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {image && (
          <a
            href={image.url}
            download={fileNameOf(job)}
            className={buttonLook({ tone: 'accent', size: 'text' })}
          >
            <Download className="size-4" aria-hidden="true" />
            {t('card.download')}
          </a>
        )}
        <Act onAct={act(vary)} hint={t(offline ? 'page.offline' : 'lightbox.varyHint')} disabled={offline}>
          <Shuffle className="size-4" aria-hidden="true" />
          {t('lightbox.vary')}
        </Act>
        <Act onAct={act(remix)} hint={t('lightbox.remixHint')}>
          <Repeat2 className="size-4" aria-hidden="true" />
          {t('lightbox.remix')}
        </Act>
        <Act onAct={act(useSeed)} hint={t('lightbox.useSeedHint')}>
          <Sprout className="size-4" aria-hidden="true" />
          {t('lightbox.useSeed')}
        </Act>
        <Act onAct={act(begin)} hint={t('init.useHint')}>
          <ImagePlus className="size-4" aria-hidden="true" />
          {t('init.use')}
        </Act>
        {image && <CopyPicture url={image.url} />}
        <Act onAct={job.conversationId ? act(inChat) : undefined} hint={t('lightbox.inChatHint')}>
          <MessageSquare className="size-4" aria-hidden="true" />
          {t('lightbox.inChat')}
        </Act>
        <Act
          onAct={
            image
              ? () => {
                  onDone();
                  void removal.picture(job.id);
                }
              : undefined
          }
          hint={t(offline ? 'page.offline' : 'removal.pictureHint')}
          disabled={offline}
        >
          <Trash2 className="size-4 text-danger" aria-hidden="true" />
          {t('removal.picture')}
        </Act>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1.5 text-sm">
        <Fact name={t('settings.size')}>{image?.width && `${image.width} × ${image.height}`}</Fact>
        <Fact name={t('settings.seed')}>
          {spec?.seed !== null && spec?.seed !== undefined && (
            <span className="flex items-center gap-1">
              {spec.seed}
              <CopyButton text={String(spec.seed)} label={t('card.copySeed')} className="-my-1.5" />
            </span>
          )}
        </Fact>
        <Fact name={t('settings.steps')}>{spec?.steps}</Fact>
        <Fact name={t('settings.cfg')}>{spec?.cfgScale}</Fact>
        <Fact name={t('settings.sampler')}>{spec?.sampler}</Fact>
        <Fact name={t('settings.scheduler')}>{spec?.scheduler}</Fact>
        <Fact name={t('settings.checkpoint')}>{spec?.checkpoint}</Fact>
        <Fact name={t('settings.loras')}>
          {spec?.loras?.map(({ name, weight }) => `${name} ${weight}`).join(', ')}
        </Fact>
        <Fact name={t('init.alt')}>
          {spec?.initImageId && (
            <span className="flex flex-wrap items-center gap-2">
              <InitThumb
                id={spec.initImageId}
                alt=""
                className="size-14 rounded-lg object-cover"
                onUploaded={setUploaded}
              />
              {uploaded === spec.initImageId && (
                <Button size="small" disabled={offline} onClick={() => void removal.upload(uploaded)}>
                  {t('removal.upload')}
                </Button>
              )}
            </span>
          )}
        </Fact>
        <Fact name={t('init.strength')}>
          {spec?.initImageId && spec.denoisingStrength && percent(spec.denoisingStrength, i18n.language)}
        </Fact>
        <Fact name={t('settings.negative')}>{spec?.negativePrompt}</Fact>
        <Fact name={t('lightbox.madeBy')}>
          {worker && [worker.id, gpuName(worker.gpu), worker.engine].filter(Boolean).join(' · ')}
        </Fact>
      </dl>
      <JobDetails job={job} />
    </div>
  );
}

type ActProps = { onAct: (() => void) | undefined; hint: string; disabled?: boolean; children: ReactNode };

function Act({ onAct, hint, disabled, children }: ActProps) {
  if (!onAct) return null;
  return (
    <Button tone="soft" title={hint} disabled={disabled} onClick={onAct}>
      {children}
    </Button>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere tabular-nums">{children}</dd>
    </>
  );
}
