using IotLink.Core.Documents;
using IotLink.Core.Rules;

namespace IotLink.Core.Alarms;

/// <summary>What a person, or IotLink in its own name, does to an alarm.</summary>
public abstract record AlarmStep
{
    private AlarmStep()
    {
    }

    /// <summary>What the history calls it: one of <see cref="AlarmWord"/>.</summary>
    public abstract string Word { get; }

    public sealed record Acknowledge : AlarmStep
    {
        public override string Word => AlarmWord.Acknowledged;
    }

    /// <summary>Acknowledges too.</summary>
    public sealed record Assign(Person To) : AlarmStep
    {
        public override string Word => AlarmWord.Assigned;
    }

    public sealed record Comment(string Text) : AlarmStep
    {
        public override string Word => AlarmWord.Commented;
    }

    public sealed record Rate(Severity Severity, string Why) : AlarmStep
    {
        public override string Word => AlarmWord.Rated;
    }

    public sealed record Snooze(DateTimeOffset Until) : AlarmStep
    {
        public override string Word => AlarmWord.Snoozed;
    }

    public sealed record Wake : AlarmStep
    {
        public override string Word => AlarmWord.Woken;
    }

    public sealed record BeginAction(string Action) : AlarmStep
    {
        public override string Word => AlarmWord.ActionBegan;
    }

    public sealed record Verify(string Detail) : AlarmStep
    {
        public override string Word => AlarmWord.Verifying;
    }

    /// <summary>No action helped: it is people's again.</summary>
    public sealed record GiveUp : AlarmStep
    {
        public override string Word => AlarmWord.GivenUp;
    }

    /// <summary>Its condition ended by itself while an action was being verified, and telemetry shows that the action did it.</summary>
    public sealed record Confirm(string Evidence) : AlarmStep
    {
        public override string Word => AlarmWord.Confirmed;
    }

    public sealed record Resolve(string Cause, bool? Useful = null, string Text = "") : AlarmStep
    {
        public override string Word => AlarmWord.Resolved;
    }

    public sealed record Close : AlarmStep
    {
        public override string Word => AlarmWord.Closed;
    }

    public sealed record Reopen(string Why) : AlarmStep
    {
        public override string Word => AlarmWord.Reopened;
    }

    /// <summary>The lease ran out: back to the queue.</summary>
    public sealed record Return : AlarmStep
    {
        public override string Word => AlarmWord.Returned;
    }
}
