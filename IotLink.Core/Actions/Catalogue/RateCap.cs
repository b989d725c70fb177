using System.Globalization;
using IotLink.Core.Documents;

namespace IotLink.Core.Actions.Catalogue;

/// <summary>At most so many within a time: <c>3 per 1h</c>.</summary>
public readonly record struct RateCap(int Most, TimeSpan Within)
{
    /// <summary>The longest time a cap looks back.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public static RateCap? Parse(string text)
    {
        if (text.Split(" per ", StringSplitOptions.TrimEntries) is not [var count, var time]) return null;
        return int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0
            && Durations.Parse(time) is { } within && within > TimeSpan.Zero && within <= Longest ? new(most, within) : null;
    }

    public override string ToString() => $"{Most} per {Durations.Print(Within)}";
}
