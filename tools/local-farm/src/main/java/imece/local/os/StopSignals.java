package imece.local.os;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * SIGTERM, SIGINT (Ctrl-C) and SIGHUP (the terminal is closed) as an event, instead of the end of this JVM with status 143: a
 * farm that was told to stop and has stopped is a success. A signal that is ignored when this JVM starts stays ignored.
 */
public final class StopSignals {
    private StopSignals() {}

    /** Calls this at each such signal, on a thread of its own. */
    public static void onEach(Runnable stop) {
        // The only door to signals in a JDK has no official name; by reflection it needs no compiler's blessing.
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    stop.run();
                    return null;
                }
                return method.invoke(stop, arguments); // what every object answers: equals, hashCode, toString
            };
            Object listener =
                    Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] {handler}, call);
            for (String name : List.of("TERM", "INT", "HUP")) {
                Object one = signal.getConstructor(String.class).newInstance(name);
                try {
                    signal.getMethod("handle", signal, handler).invoke(null, one, listener);
                } catch (InvocationTargetException ignoredFromTheStart) {
                    // So nohup wants it of HUP, and a shell of INT for what it starts in the background: it stays
                    // ignored.
                }
            }
        } catch (ReflectiveOperationException otherJdk) {
            Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
        }
    }
}
