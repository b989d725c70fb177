using IotLink.Portal.Controls;

namespace IotLink.Portal.Features.Alarms;

/// <summary>The stations of a story as marks on a curve: those too close to be told apart share one, from the first number to the last.</summary>
public static class StoryMarks
{
    private const int MostMarks = 40;

    /// <param name="steps">Those with a time, numbered in the order they are told.</param>
    public static IReadOnlyList<ChartMark> Of(IReadOnlyList<(int Number, StoryStep Step)> steps, DateTimeOffset from, DateTimeOffset to)
    {
        var apart = (to - from) / MostMarks;
        var marks = new List<ChartMark>();
        var (first, last) = (0, 0);
        foreach (var (number, step) in steps.Where(s => s.Step.At >= from && s.Step.At <= to).OrderBy(s => s.Step.At).ThenBy(s => s.Number))
        {
            var isBad = step.Mark == StoryMark.Bad;
            if (marks.Count > 0 && step.At!.Value - marks[^1].At < apart)
            {
                (first, last) = (Math.Min(first, number), Math.Max(last, number));
                marks[^1] = marks[^1] with { Label = $"{first}–{last}", IsBad = marks[^1].IsBad || isBad };
                continue;
            }

            (first, last) = (number, number);
            marks.Add(new(step.At!.Value, $"{number}", isBad));
        }

        return marks;
    }
}
