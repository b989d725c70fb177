using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Devices;

namespace IotLink.Core.Actions;

/// <summary>The catalogue in force for a device: published, or the canary it is in.</summary>
public interface IActionSource
{
    ActionCatalogue Of(Device device);
}
