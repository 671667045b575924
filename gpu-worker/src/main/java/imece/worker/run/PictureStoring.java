package imece.worker.run;

import imece.contract.Failure;
import imece.contract.Picture;
import imece.contract.RenderSpec;
import imece.contract.StatusEvent.ReleaseReason;
import imece.contract.Wire;
import imece.fault.FaultPoint;
import imece.worker.png.Infotext;
import imece.worker.png.Png;
import imece.worker.png.PngText;
import imece.worker.png.Receipt;
import imece.worker.run.DrawingResult.DrawnPicture;
import imece.worker.run.Run.RunEnd;
import imece.worker.upload.PictureUpload;
import imece.worker.upload.PictureUpload.UploadAnswer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The second stage of a run: sign its picture and upload it. */
final class PictureStoring {

    private final PictureUpload upload;

    PictureStoring(PictureUpload upload) {
        this.upload = upload;
    }

    RunEnd store(DrawnPicture picture) throws InterruptedException {
        Run run = picture.run();
        Png png = signed(picture);
        run.enter(Run.Stage.UPLOADING);
        String runId = run.key().runId().toString();
        return switch (upload.put(run.job(), runId, png, picture.patience(), run.stop())) {
            case UploadAnswer.Stored s -> {
                FaultPoint.PICTURE_UPLOADED.reached();
                yield new RunEnd.Completed(
                        new Picture(png.sha256(), png.bytes().length, png.width(), png.height()),
                        picture.spent().toMillis());
            }
            case UploadAnswer.Expired e -> new RunEnd.Released(ReleaseReason.UPLOAD_EXPIRED);
            case UploadAnswer.Refused r -> new RunEnd.Failed(r.failure());
            case UploadAnswer.GaveUp g -> new RunEnd.Failed(g.failure());
            case UploadAnswer.Taken t ->
                // Told, not dropped in silence: nobody else would end this run before its worker's silence about it
                // does.
                new RunEnd.Failed(new Failure("upload-conflict", "Another picture lies under this run's name.", true));
            case UploadAnswer.Stopped s -> RunEnd.stopped(run);
        };
    }

    private static Png signed(DrawnPicture picture) {
        Run run = picture.run();
        RenderSpec spec = run.job().spec();
        Receipt receipt = Receipt.of(run.key(), run.attempt(), run.slot(), picture.checkpoint(), spec);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Infotext.KEYWORD, Infotext.of(spec, picture.checkpoint()));
        texts.put(Receipt.KEYWORD, new String(Wire.write(receipt), StandardCharsets.UTF_8));
        return PngText.with(picture.png(), texts);
    }
}
