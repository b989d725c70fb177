using System.IO.Hashing;
using System.Text;
using IotLink.Core.Expressions;

namespace IotLink.Core.Rules.Watches;

/// <summary>
/// What a rule looks at, one class for each kind. Immutable; what it must remember is in the <see cref="RuleState"/>. It decides by
/// event time; the clock of arrivals only carries its timers over silence.
/// </summary>
/// <param name="form">Everything the memory depends on, as text.</param>
internal abstract class RuleWatch(string form)
{
    /// <summary>Stable across processes; never 0.</summary>
    public uint Form { get; } = XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(form)) | 1;

    /// <summary>Whether this reading is worth a memory for a device that has none. Allocates nothing.</summary>
    public abstract bool Starts(in RuleMoment moment);

    /// <summary>Without these numbers <see cref="Starts"/> says no.</summary>
    public virtual SlotRange Needs => SlotRange.Any;

    /// <summary>Takes a reading in. Sets the timer that would raise the alarm while it is not open.</summary>
    public abstract Truth Observe(in RuleMoment moment, RuleState state);

    /// <summary>Why it says yes.</summary>
    public abstract string Evidence(in RuleMoment moment, RuleState state);

    /// <summary>Since what event time it says yes.</summary>
    public virtual long YesSince(in RuleMoment moment, RuleState state) => moment.Time;

    /// <summary>A late reading may only take back what was pending, never raise.</summary>
    public virtual void ObserveLate(in RuleMoment moment, RuleState state)
    {
    }

    /// <summary>Whether a late reading counts as much as any: where arrival is all that matters.</summary>
    public virtual bool TakesLate => false;

    /// <summary>Whether its memory is empty, so that it need not be kept.</summary>
    public virtual bool IsIdle(RuleState state) => true;

    /// <summary>Whether its memory changes with every reading.</summary>
    public virtual bool KeepsWindow => false;

    /// <summary>Whether its memory is made anew from the hot store at a start, and so is not saved while nothing is open.</summary>
    public virtual bool IsRecalled => false;

    /// <summary>How much of the past its memory is about: with so much behind it, it says what it says live.</summary>
    public virtual TimeSpan LooksBack => TimeSpan.Zero;

    /// <summary>The alarm was raised or has ended.</summary>
    /// <param name="arrival">On the clock of arrivals.</param>
    public virtual void Changed(RuleState state, long arrival)
    {
    }

    /// <summary>The memory was loaded: whatever it shares with others is given back.</summary>
    public virtual void Resume(RuleState state, PeerGroups peers)
    {
    }

    protected static Truth Ask(CompiledExpression condition, in RuleMoment moment) =>
        condition.Test(moment.Numbers) ? Truth.Yes : condition.Fails(moment.Numbers) ? Truth.No : Truth.Unknown;
}
