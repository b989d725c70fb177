using IotLink.Core.Messages;

namespace IotLink.Core.Rules;

/// <summary>
/// What the engine remembers of one rule on one device. The open flag and where it last changed belong to all kinds; the rest is the
/// memory of the rule's watch. Times are Unix milliseconds, 0 for none.
/// </summary>
internal sealed class RuleState(string ruleId, DeviceRules owner)
{
    public string RuleId { get; } = ruleId;

    public DeviceRules Owner { get; } = owner;

    /// <summary>null until a ruleset that has the rule is seen.</summary>
    public RuleProgram? Program { get; set; }

    /// <summary>Identifies what the watch's memory was made by: memory of another rule text means nothing.</summary>
    public uint Form { get; set; }

    public bool Shadow { get; set; }

    /// <summary>false: known from a mark that no rule set.</summary>
    public bool FromRule { get; set; } = true;

    public bool Open { get; set; }

    /// <summary>Where it was last raised or ended; the default before the first time. One message changes a rule at most once, as in the alarm store.</summary>
    public StreamPosition Changed { get; set; }

    public long ChangedTick { get; set; }

    /// <summary>The device's newest reading that changed what is remembered here: what changes nothing is not saved, and a restart must not tell.</summary>
    public StreamPosition Last { get; set; }

    /// <summary>Event time of the newest reading that confirmed what is pending.</summary>
    public long LastTime { get; set; }

    /// <summary>Event time at which what the rule waits for began.</summary>
    public long Since { get; set; }

    /// <summary>Event time of the first of the readings in a row that would end it.</summary>
    public long ClearSince { get; set; }

    /// <summary>How many of the rule's levels are reached.</summary>
    public int Level { get; set; }

    /// <summary>Event time of the first of the readings in a row that would end the level.</summary>
    public long LevelSince { get; set; }

    /// <summary>When its timer rings, on the clock of arrivals.</summary>
    public long Due { get; set; }

    /// <summary>The event time that is then.</summary>
    public long DueAt { get; set; }

    /// <summary>The entry of the queue of timers that is valid.</summary>
    public long Queued { get; set; }

    /// <summary>What the timer will say.</summary>
    public string? Evidence { get; set; }

    public int Count { get; set; }

    public long[] Times { get; set; } = [];

    public double[] Values { get; set; } = [];

    /// <summary>Differs when what is saved of it does, but for the windows.</summary>
    public (bool, long, long, long, long, int, string?, int, long) Stamp => (Open, Since, ClearSince, Due, LastTime, Count, Evidence, Level, LevelSince);

    /// <summary>Whether a reading at this position has had its effect already.</summary>
    public bool Covers(StreamPosition position) =>
        position.Shard == Changed.Shard && position.Sequence <= Changed.Sequence;

    /// <summary>Whether a timer behind <see cref="Last"/> has rung already.</summary>
    public bool CoversTick(long tick) =>
        Last.Shard == Changed.Shard && (Last.Sequence < Changed.Sequence || (Last.Sequence == Changed.Sequence && tick <= ChangedTick));

    public void SetTimer(long due, long at) => (Due, DueAt) = (due, at);

    public void StopTimer() => (Due, DueAt) = (0, 0);

    public void Change(bool open, StreamPosition position, long tick)
    {
        (Open, Changed, ChangedTick, ClearSince, FromRule) = (open, position, tick, 0, true);
        if (!open) (Level, LevelSince) = (0, 0);
        StopTimer();
    }

    /// <summary>Begins anew, as for a rule that was never seen. What is open stays open.</summary>
    public void Forget()
    {
        (Since, ClearSince, LastTime, Evidence, Count, Times, Values) = (0, 0, 0, null, 0, [], []);
        StopTimer();
    }
}
