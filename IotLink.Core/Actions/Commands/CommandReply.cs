using IotLink.Core.Devices;

namespace IotLink.Core.Actions.Commands;

/// <summary>What a device, or its connection, says about a command.</summary>
/// <param name="Device">Who says it; a reply about another device's command is passed over.</param>
public sealed record CommandReply(CommandId Command, DeviceId Device, CommandStep Step);
