import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';

/**
 * What stands behind the `#` of the link that led here; null = nothing. It is taken out of the address bar at once, so that
 * neither a bookmark, the history nor whoever looks over a shoulder keeps it.
 */
export function useLinkToken(): string | null {
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const shown = hash.slice(1) || null;
  const [token, setToken] = useState(shown);
  if (shown && shown !== token) setToken(shown);

  useEffect(() => {
    if (shown) void navigate(pathname, { replace: true });
  }, [shown, pathname, navigate]);
  return token;
}
