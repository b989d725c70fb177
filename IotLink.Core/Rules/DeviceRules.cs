using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Rules;

/// <summary>What is remembered of one device's rules.</summary>
internal sealed class DeviceRules(DeviceId id)
{
    public DeviceId Id { get; } = id;

    public List<RuleState> States { get; } = [];

    /// <summary>As last seen; null after a start until somebody says.</summary>
    public Device? Device { get; set; }

    public CompiledRuleset? Ruleset { get; set; }

    /// <summary>Whether something changed since it was last saved.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Whether there is a saved row of it.</summary>
    public bool IsSaved { get; set; }

    public RuleState? Find(string ruleId)
    {
        foreach (var state in States)
        {
            if (state.RuleId == ruleId) return state;
        }

        return null;
    }

    public RuleState Add(string ruleId)
    {
        var state = new RuleState(ruleId, this);
        States.Add(state);
        return state;
    }

    /// <summary>Its timer, if it has one, rings for nobody.</summary>
    public void RemoveAt(int index)
    {
        States[index].StopTimer();
        States.RemoveAt(index);
    }

    /// <summary>Lets go of what ended before this reading and has nothing else to remember.</summary>
    public void Forget(StreamPosition position)
    {
        for (var i = States.Count - 1; i >= 0; i--)
        {
            var state = States[i];
            if (!state.Open && !state.Covers(position) && (state.Program?.Watch.IsIdle(state) ?? state.Form == 0)) RemoveAt(i);
        }
    }
}
