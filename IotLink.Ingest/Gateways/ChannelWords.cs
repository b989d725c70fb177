using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways;

/// <summary>How a channel is written in metrics, logs and addresses.</summary>
public static class ChannelWords
{
    public static string Word(this Channel channel) => channel switch
    {
        Channel.Mqtt => "mqtt",
        Channel.Tcp => "tcp",
        Channel.Rest => "rest",
        _ => "file",
    };
}
