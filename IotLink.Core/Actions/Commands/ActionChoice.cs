using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Messages;

namespace IotLink.Core.Actions.Commands;

/// <summary>An action a person may look at for a device, and what speaks against it now.</summary>
/// <param name="Against">Empty: it may be asked for.</param>
/// <param name="Unknown">An interlock that cannot be told now: the command waits until it can.</param>
public sealed record ActionChoice(DeviceAction Action, IReadOnlyList<Refusal> Against, Refusal? Unknown)
{
    public bool IsFree => Against.Count == 0;
}
