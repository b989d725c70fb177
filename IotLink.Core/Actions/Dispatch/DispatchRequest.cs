using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Rules;

namespace IotLink.Core.Actions.Dispatch;

/// <summary>A technician is asked for, because no remedy helped. One for each alarm; tickets are made from it.</summary>
public sealed record DispatchRequest
{
    public required AlarmId Alarm { get; init; }

    public required DeviceId Device { get; init; }

    public required ProductId Product { get; init; }

    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>What was tried, one line a remedy: name, reason, what was seen.</summary>
    public IReadOnlyList<TriedRemedy> Tried { get; init; } = [];

    public DispatchState State { get; init; }

    /// <summary>The ticket that was made from it.</summary>
    public string? Ticket { get; init; }

    public DateTimeOffset? SettledAt { get; init; }
}

/// <param name="Reason">Why it did not help, one of <see cref="Commands.CommandReason"/>.</param>
public sealed record TriedRemedy(string Remedy, string? Reason, string Detail);

/// <summary>The numbers are stored.</summary>
public enum DispatchState
{
    Open = 0,

    /// <summary>A ticket was made from it.</summary>
    Taken = 1,

    /// <summary>The alarm was over before anybody took it.</summary>
    Needless = 2,
}
