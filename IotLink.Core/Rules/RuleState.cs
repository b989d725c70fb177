using IotLink.Core.Messages;

namespace IotLink.Core.Rules;

/// <summary>What the engine remembers of one rule on one device, from its raise until the first reading after its end.</summary>
internal sealed class RuleState(string ruleId, bool open, StreamPosition position)
{
    public string RuleId { get; } = ruleId;

    public bool Open { get; private set; } = open;

    /// <summary>Where it was raised or ended. One message changes a rule at most once, as in the alarm store.</summary>
    public StreamPosition Position { get; private set; } = position;

    /// <summary>Event time of the first of the readings in a row that would end it.</summary>
    public DateTimeOffset? ClearSince { get; set; }

    /// <summary>Whether a reading at this position has had its effect already.</summary>
    public bool Covers(StreamPosition position) => position.Shard == Position.Shard && position.Sequence <= Position.Sequence;

    public void End(StreamPosition position) => (Open, Position, ClearSince) = (false, position, null);
}
