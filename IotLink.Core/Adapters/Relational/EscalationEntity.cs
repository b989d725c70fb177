using IotLink.Core.Alarms.Escalation;

namespace IotLink.Core.Adapters.Relational;

internal sealed class EscalationEntity
{
    public required string AlarmId { get; set; }

    public int Round { get; set; }

    public EscalationState State { get; set; }

    public string? Policy { get; set; }

    public int PolicyVersion { get; set; }

    public int Step { get; set; }

    public int Lap { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public string? EndedBy { get; set; }

    /// <summary>Two hosts that read the same version cannot both advance it.</summary>
    public int Version { get; set; }

    public EscalationRun ToRun() => new()
    {
        Alarm = Alarms.AlarmId.Parse(AlarmId, null),
        Round = Round,
        State = State,
        Policy = Policy,
        PolicyVersion = PolicyVersion,
        Step = Step,
        Lap = Lap,
        StartedAt = StartedAt,
        DueAt = DueAt,
        EndedBy = EndedBy,
    };

    public void Take(EscalationRun run)
    {
        (Round, State, Policy, PolicyVersion) = (run.Round, run.State, run.Policy, run.PolicyVersion);
        (Step, Lap, StartedAt, DueAt, EndedBy) = (run.Step, run.Lap, run.StartedAt, run.DueAt, run.EndedBy);
        Version++;
    }

    public void Begin(DateTimeOffset start, int round)
    {
        (Round, State, Policy, PolicyVersion, Step, Lap, EndedBy) = (round, EscalationState.Starting, null, 0, 0, 0, null);
        (StartedAt, DueAt, Version) = (start, start, Version + 1);
    }

    public void End(EscalationState state, string? by) => (State, EndedBy, Version) = (state, by, Version + 1);
}
