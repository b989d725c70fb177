using IotLink.Core.Actions.Commands;
using IotLink.Core.Devices;

namespace IotLink.Ingest.Actions;

public sealed partial class CommandWorker
{
    [LoggerMessage(1, LogLevel.Information, "Command {Id} ({Action}) to {Device}: {State} {Reason}.")]
    private partial void LogWent(CommandId id, string action, DeviceId device, CommandState state, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Commands cannot go on; trying again.")]
    private partial void LogInterrupted(Exception e);

    [LoggerMessage(3, LogLevel.Error, "The way {Transport} failed in a way it should not, for command {Id}; it is tried again.")]
    private partial void LogChannelFault(Core.Actions.Catalogue.ActionTransport transport, CommandId id, Exception e);
}
