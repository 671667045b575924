package imece.local.drill.users;

import imece.client.ApiClient;
import imece.local.drill.farm.DrillFarm;
import imece.local.drill.history.Entry;
import imece.local.drill.history.Entry.PauseStep;
import imece.local.drill.history.History;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What an operator does who lets lanes pause and go on. A call that was not answered may be carried out much later, by a gateway
 * that stood still: from then on nobody knows when that lane pauses.
 */
public final class OperatorPauses {
    /** The whole farm, as the API names it. */
    private static final String FARM = "*";

    private static final long AGAIN_AFTER = 200;

    private final Doors doors;
    private final ApiClient operator;
    private final History history;
    private final Set<String> doubtful = new HashSet<>();
    private int gateway;

    OperatorPauses(Doors doors, History history, String operatorToken) {
        this.doors = doors;
        this.operator = doors.stranger().always("Authorization", "Bearer " + operatorToken);
        this.history = history;
    }

    /** One of all that can pause, counted around. */
    public static String lane(int number) {
        List<String> all = new ArrayList<>(DrillFarm.CHECKPOINTS);
        all.add("default");
        all.add(FARM);
        return all.get(number % all.size());
    }

    /** Lets it pause; returns when a gateway has confirmed it. One at a time. */
    public void begin(String lane, String sentence) throws InterruptedException {
        note(lane, sentence, PauseStep.ASKED);
        String body = Browser.JSON.writeValueAsString(Map.of("sentence", sentence));
        surely(
                lane,
                at -> at.request(path(lane))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)));
        if (!doubtful.contains(lane)) {
            note(lane, sentence, PauseStep.BEGUN);
        }
    }

    /** Lets it go on; returns when a gateway has confirmed it. */
    public void end(String lane, String sentence) throws InterruptedException {
        note(lane, sentence, PauseStep.ENDING);
        surely(lane, at -> at.request(path(lane)).DELETE());
        if (!doubtful.contains(lane)) {
            note(lane, sentence, PauseStep.ENDED);
        }
    }

    /** After the storm: everything goes on. */
    public void endAll() throws InterruptedException {
        for (int number = 0; number <= DrillFarm.CHECKPOINTS.size() + 1; number++) {
            String lane = lane(number);
            surely(lane, at -> at.request(path(lane)).DELETE());
        }
    }

    private void surely(String lane, Function<ApiClient, HttpRequest.Builder> call) throws InterruptedException {
        while (true) {
            gateway++;
            Optional<HttpResponse<String>> answer =
                    doors.send(call.apply(doors.at(gateway, operator)), BodyHandlers.ofString());
            if (answer.isPresent() && answer.get().statusCode() < 500) {
                Reception.expect(200, answer.get());
                return;
            }
            doubtful.add(lane);
            Thread.sleep(AGAIN_AFTER);
        }
    }

    private void note(String lane, String sentence, PauseStep step) {
        history.note(new Entry.LinePause(System.currentTimeMillis(), lane, sentence, step));
    }

    private static String path(String lane) {
        return "/api/operator/pauses?lane=" + URLEncoder.encode(lane, StandardCharsets.UTF_8);
    }
}
