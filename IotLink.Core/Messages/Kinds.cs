namespace IotLink.Core.Messages;

/// <summary>How a message came in.</summary>
public enum Channel : byte { Mqtt, Tcp, Rest, File }

/// <summary>The topic's type segment. <see cref="Tcp"/>: a TCP frame bridged onto MQTT.</summary>
public enum MessageType : byte { Periodic, Event, Tcp }

/// <summary>The topic's direction segment, as the device sees it.</summary>
public enum Direction : byte { Pub, Sub }

/// <summary>The topic's role segment: what the message is about.</summary>
public enum MessageRole : byte
{
    Telemetry,
    AlertReport,
    ControlRequest,
    ControlResult,
    ProvisioningComplete,
    FileUploaded,
    OtaStatus,
}

/// <summary>The topic's format segment: how the payload is to be read.</summary>
public enum PayloadFormat : byte { Json, Binary, Csv }
