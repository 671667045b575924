package imece.local.os;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Listening addresses, and the names under which others reach them. */
public final class Addresses {
    private Addresses() {}

    /** The host part of a URL for a server that listens on this address; this machine's name if it listens on all. */
    public static String reachable(String listen) {
        return reachable(listen, ownName());
    }

    static String reachable(String listen, String ownName) {
        if (isAll(listen)) {
            return ownName;
        }
        return listen.contains(":") ? "[" + listen + "]" : listen;
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "127.0.0.1";
        }
    }

    /** Where this machine itself reaches that server. */
    public static String fromHere(String listen) {
        return isAll(listen) ? "127.0.0.1" : reachable(listen);
    }

    /** Can a server here listen on it? */
    public static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException untold) {
            return true; // the attempt will tell
        }
    }

    /** Whether only this machine reaches a server of this name or address. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static boolean isAll(String listen) {
        return listen.equals("0.0.0.0") || listen.equals("::");
    }
}
