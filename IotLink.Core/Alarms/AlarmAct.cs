using IotLink.Core.Documents;
using IotLink.Core.Messages;

namespace IotLink.Core.Alarms;

/// <summary>One step, taken at once on some alarms.</summary>
/// <param name="By">null for IotLink itself.</param>
/// <param name="Batch">Names the stroke; what undo asks for.</param>
public sealed record AlarmAct(AlarmStep Step, Person? By, DateTimeOffset Now, string Batch)
{
    /// <summary>The most alarms one stroke reaches.</summary>
    public const int Most = 5000;

    public IReadOnlyList<AlarmTarget> Targets { get; init; } = [];

    /// <summary>Instead of targets: all that the query matches, at most <see cref="Most"/>.</summary>
    public AlarmQuery? Matching { get; init; }
}

/// <param name="Version">The version somebody saw; a step another person took since is a conflict. null: whatever it is now.</param>
public sealed record AlarmTarget(AlarmId Id, int? Version = null);

public sealed record AlarmUndo(string Batch, Person By, DateTimeOffset Now);

/// <summary>What became of a step on one alarm.</summary>
/// <param name="Alarm">As it is afterwards, changed or not.</param>
/// <param name="Quicker">Who did what in between, when that is why it was refused.</param>
public sealed record AlarmResult(Alarm Alarm, Refusal? Refusal, AlarmEvent? Quicker = null)
{
    public bool IsDone => Refusal is null;
}
