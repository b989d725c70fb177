using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Rules;

/// <summary>What a shard's rules remembered when last saved.</summary>
/// <param name="Through">Messages through this position are part of it.</param>
/// <param name="Clock">Until when somebody listened; null when nothing was ever saved.</param>
/// <param name="Unheard">When nobody did, oldest first.</param>
public sealed record KeptRules(StreamPosition Through, DateTimeOffset? Clock, IReadOnlyList<KeptRuleState> States, IReadOnlyList<UnheardTime> Unheard)
{
    public static KeptRules None { get; } = new(default, null, [], []);
}
