namespace IotLink.Core.Alarms;

/// <summary>One line of an alarm's history.</summary>
/// <param name="State">The alarm's state afterwards.</param>
/// <param name="By">A person's name, or null for IotLink itself.</param>
/// <param name="Code">One of <see cref="AlarmWord"/>; empty in what was written before there were codes.</param>
public sealed record AlarmEvent(AlarmId Alarm, DateTimeOffset At, AlarmState State, string? By, string Code)
{
    public string? ById { get; init; }

    /// <summary>What the code's sentence needs: <c>to</c>, <c>until</c>, <c>evidence</c>...</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    /// <summary>A person's own words: a comment, a reason.</summary>
    public string Note { get; init; } = "";

    /// <summary>The alarm's version afterwards.</summary>
    public int Version { get; init; }

    /// <summary>What one stroke did to many alarms has one name; it is what undo asks for.</summary>
    public string? Batch { get; init; }
}
