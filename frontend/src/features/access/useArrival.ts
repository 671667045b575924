import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { takeArrival } from './arrival';
import { useWho } from './WhoContext';

/** Whether somebody has just signed in; whom a provider has sent back to the front page is led to where they were. */
export function useArrival(): boolean {
  const isAccount = useWho()?.kind === 'account';
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    if (!isAccount) return;
    const from = takeArrival();
    if (from === null) return;
    setArrived(true);
    if (from !== pathname && (pathname === '/' || pathname === '/chat'))
      void navigate(from, { replace: true });
  }, [isAccount, pathname, navigate]);
  return arrived;
}
