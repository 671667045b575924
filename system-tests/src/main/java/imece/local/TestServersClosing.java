package imece.local;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Ends the shared servers when the whole run is over; JUnit finds it by its service file. */
public final class TestServersClosing implements LauncherSessionListener {
    @Override
    public void launcherSessionClosed(LauncherSession session) {
        TestServers.closeAll();
    }
}
