import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useFeed } from '@/shared/feed/FeedContext';
import { gateway } from '@/shared/http/gateway';

import { parametersOf, type Wanted } from './wanted';

const GALLERY = 'gallery';

/** All my finished pictures, the newest first; what is finished meanwhile joins them. */
export function useGallery(wanted: Wanted) {
  const queries = useQueryClient();
  const { jobs } = useFeed();

  useEffect(
    () =>
      jobs.observe(({ before, after }) => {
        const done = after?.status === 'complete' && before?.status !== 'complete';
        if (done) void queries.invalidateQueries({ queryKey: [GALLERY] });
      }),
    [jobs, queries],
  );

  const query = useInfiniteQuery({
    queryKey: [GALLERY, wanted],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => gateway.pictures(parametersOf(wanted), pageParam),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  return { ...query, pictures: query.data?.pages.flatMap((page) => page.items).filter(({ image }) => image) };
}
