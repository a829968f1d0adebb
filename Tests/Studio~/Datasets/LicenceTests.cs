using Ojousama.Studio.Datasets;

namespace Ojousama.Tests.Studio.Datasets;

public sealed class LicenceTests
{
    [TestCase("CC-BY-NC-4.0")]
    [TestCase("CC_BY_NC_4.0")]
    [TestCase("cc-by-nc4.0")]
    [TestCase("CC BY-ND 4.0")]
    [TestCase("Attribution-NonCommercial 4.0")]
    [TestCase("non-commercial")]
    [TestCase("no-redistribution")]
    [TestCase("再配布禁止")]
    [TestCase("非商用")]
    public void WhatForbidsToPassOnIsKnownHoweverItIsWritten(string name) => Assert.That(Licence.Parse(name).MayBeShared, Is.False);

    [TestCase("CC0-1.0")]
    [TestCase("CC-BY-SA-4.0")]
    [TestCase("Apache-2.0")]
    [TestCase("MIT, 2nd edition")]
    [TestCase("unstated")]
    public void OtherTermsMayBePassedOn(string name) => Assert.That(Licence.Parse(name).MayBeShared, Is.True);
}
