package imece.local.doctor;

import java.util.regex.Pattern;

/** Addresses as they may be shown. */
final class Passwords {
    private static final Pattern USER_INFO = Pattern.compile("(?s)//.*@");

    private Passwords() {}

    static String hidden(String uri) {
        return USER_INFO.matcher(uri).replaceFirst("//");
    }
}
