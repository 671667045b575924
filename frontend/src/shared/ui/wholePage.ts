const here = () => `${location.pathname}${location.search}${location.hash}`;

/** Goes on by a whole new page: whoever somebody is from now on, nothing of whom they were stays on it. */
export const wholePage = {
  go(path: string): void {
    if (path === here()) location.reload();
    else location.assign(path);
  },
};
