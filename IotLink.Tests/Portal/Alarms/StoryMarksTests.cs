using IotLink.Portal.Controls;
using IotLink.Portal.Features.Alarms;

namespace IotLink.Tests.Portal.Alarms;

public sealed class StoryMarksTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Steps_too_close_to_be_told_apart_share_a_mark()
    {
        var marks = Marks((1, 30, StoryMark.Good), (2, 30.001, StoryMark.Good), (3, 30.01, StoryMark.Bad), (4, 45, StoryMark.Good));
        Assert.Equal([new(Noon.AddMinutes(30), "1–3", true), new(Noon.AddMinutes(45), "4", false)], marks);
    }

    [Fact]
    public void What_is_outside_the_curve_has_no_mark() =>
        Assert.Equal(["2"], Marks((1, -1, StoryMark.Good), (2, 5, StoryMark.Good), (3, 61, StoryMark.Good)).Select(m => m.Label));

    [Fact]
    public void A_step_told_out_of_order_stands_at_its_time() =>
        Assert.Equal(["2", "1"], Marks((1, 40, StoryMark.Good), (2, 10, StoryMark.Good)).Select(m => m.Label));

    private static IReadOnlyList<ChartMark> Marks(params (int Number, double Minute, StoryMark Mark)[] steps) =>
        StoryMarks.Of([.. steps.Select(s => (s.Number, new StoryStep("x", Noon.AddMinutes(s.Minute), s.Mark, "", "")))], Noon, Noon.AddHours(1));
}
