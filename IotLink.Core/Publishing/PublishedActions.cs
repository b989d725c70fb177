using IotLink.Core.Actions;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Devices;

namespace IotLink.Core.Publishing;

/// <summary>The action catalogue of the edition in force.</summary>
internal sealed class PublishedActions(IPlanSource plans) : IActionSource
{
    public ActionCatalogue Of(Device device) => plans.Current.Of(device.Product, device).Actions;
}
