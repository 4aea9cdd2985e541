package dev.tenon.ports.invoices;

/** How an invoice or a credit note is shown to people. */
public enum InvoiceFormat {
    HTML("text/html; charset=utf-8", "html"),
    PDF("application/pdf", "pdf");

    private final String mediaType;
    private final String extension;

    InvoiceFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** The media type, with its character set. */
    public String mediaType() {
        return mediaType;
    }

    /** How the names of such files end. */
    public String extension() {
        return extension;
    }
}
