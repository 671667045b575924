package imece.picture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Tells formats apart by how their files begin. */
final class PictureSignature {

    /** So much of a file's beginning is enough. */
    static final int HEAD_BYTES = 1 << 10;

    private static final String PNG = "\u0089PNG\r\n\u001a\n";

    private PictureSignature() {}

    /** The format of a file that begins so, if it is one that is read here. */
    static Optional<PictureKind> kind(byte[] head) {
        String text = text(head);
        if (text.startsWith(PNG)) {
            return Optional.of(PictureKind.PNG);
        }
        if (text.startsWith("\u00ff\u00d8")) {
            return Optional.of(PictureKind.JPEG);
        }
        boolean webp = text.startsWith("RIFF") && text.startsWith("WEBP", 8);
        return webp ? Optional.of(PictureKind.WEBP) : Optional.empty();
    }

    /** What people call the format of a file that begins so, if it is another one of pictures, or of what is taken for one. */
    static Optional<String> foreign(byte[] head) {
        String text = text(head);
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return Optional.of("GIF");
        }
        if (text.startsWith("II*\0")
                || text.startsWith("MM\0*")
                || text.startsWith("II+\0")
                || text.startsWith("MM\0+")) {
            return Optional.of("TIFF");
        }
        if (text.startsWith("BM") && text.length() > 18 && text.startsWith("\0\0\0\0", 6)) {
            return Optional.of("BMP");
        }
        if (text.startsWith("ftyp", 4)) {
            return Optional.of(ofBrands(text));
        }
        if (text.startsWith("\0\0\0\u000cJXL ") || text.startsWith("\u00ff\n")) {
            return Optional.of("JPEG XL");
        }
        if (text.startsWith("\0\0\0\u000cjP  ") || text.startsWith("\u00ffO\u00ffQ")) {
            return Optional.of("JPEG 2000");
        }
        if (text.startsWith("8BPS")) {
            return Optional.of("Photoshop");
        }
        if (text.startsWith("\0\0\u0001\0")) {
            return Optional.of("ICO");
        }
        if (text.startsWith("%PDF-")) {
            return Optional.of("PDF");
        }
        return svg(head) ? Optional.of("SVG") : Optional.empty();
    }

    /** ISO base media files tell by their brands what they hold: the main one, a version, and all that fit. */
    private static String ofBrands(String text) {
        int length = (text.charAt(0) << 24) | (text.charAt(1) << 16) | (text.charAt(2) << 8) | text.charAt(3);
        int end = length < 8 ? text.length() : Math.min(text.length(), length);
        String brands = text.substring(8, Math.max(8, end));
        if (brands.contains("avif") || brands.contains("avis")) {
            return "AVIF";
        }
        if (brands.contains("heic") || brands.contains("heix") || brands.contains("hevc") || brands.contains("heim")) {
            return "HEIC";
        }
        return brands.contains("mif1") || brands.contains("msf1") ? "HEIF" : "video";
    }

    private static boolean svg(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
        String bare = text.startsWith("\ufeff") ? text.substring(1).strip() : text;
        boolean markup = bare.startsWith("<?xml") || bare.startsWith("<!--") || bare.startsWith("<!doctype svg");
        return bare.startsWith("<svg") || (markup && bare.contains("<svg"));
    }

    private static String text(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1);
    }
}
