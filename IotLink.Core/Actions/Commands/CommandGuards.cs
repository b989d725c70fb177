using System.Globalization;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Calendars;
using IotLink.Core.Messages;

namespace IotLink.Core.Actions.Commands;

/// <summary>Whether a command may be asked for, and whether it may go out. Pure.</summary>
public static class CommandGuards
{
    /// <summary>Every guard that says no, the plainest first; empty: it may be asked for.</summary>
    public static IReadOnlyList<Refusal> Check(DeviceAction action, CommandScene scene, DeviceSight sight, SiteCalendar calendar, DateTimeOffset now)
    {
        var no = new List<Refusal>();
        if (scene.Stop is { } stop) no.Add(new(CommandReason.Stopped, stop.Why));
        if (scene.Running.Count > 0) no.Add(new(CommandReason.Running, scene.Running[0].Action));
        if (Interlocked(action, sight, onlyKnown: true) is { } interlock) no.Add(interlock);
        if (QuietUntil(action, calendar, now) is { } until) no.Add(new(CommandReason.QuietHours, Hour(calendar, until)));
        if (FreeAt(action.PerDevice, scene.OnDevice, now) is { } device) no.Add(new(CommandReason.CapDevice, $"{action.PerDevice}; {Hour(calendar, device)}"));
        if (FreeAt(action.PerFleet, scene.OnFleet, now) is { } fleet) no.Add(new(CommandReason.CapFleet, $"{action.PerFleet}; {Hour(calendar, fleet)}"));
        return no;
    }

    /// <param name="onlyKnown">What cannot be told holds nothing back yet: it is looked at again before the command goes out.</param>
    public static Refusal? Interlocked(DeviceAction action, DeviceSight sight, bool onlyKnown)
    {
        foreach (var interlock in action.Interlocks)
        {
            var holds = sight is { IsFresh: true, Newest: { } newest } ? interlock.When.Holds(newest.Metrics) : null;
            if (holds == true) return new(CommandReason.Interlock, interlock.When.WithValues(sight.Newest!.Metrics));
            if (holds is null && !onlyKnown) return new(CommandReason.InterlockUnknown, interlock.When.Text);
        }

        return null;
    }

    public static DateTimeOffset? QuietUntil(DeviceAction action, SiteCalendar calendar, DateTimeOffset now) =>
        action.Quiet?.NextLoud(now, calendar.Zone) is { } loud && loud > now ? loud : null;

    /// <returns>When the cap lets the next one through; null: now.</returns>
    /// <param name="begun">Newest first.</param>
    public static DateTimeOffset? FreeAt(RateCap? cap, IReadOnlyList<DateTimeOffset> begun, DateTimeOffset now)
    {
        if (cap is not { } limit || begun.Count < limit.Most) return null;
        var free = begun[limit.Most - 1] + limit.Within;
        return free > now ? free : null;
    }

    private static string Hour(SiteCalendar calendar, DateTimeOffset at) => calendar.Local(at).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
}
