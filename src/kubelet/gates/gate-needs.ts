/**
 * Gates that may only be on where others are, by minor release: `Gate:Needed,Needed`. Nothing is looked at before 1.35.
 * Source: Kubernetes pkg/features/kube_features.go `defaultKubernetesFeatureGateDependencies` of 1.35 and 1.36.
 */
const inBoth = `
AuthorizeNodeWithSelectors:AuthorizeWithSelectors ClusterTrustBundleProjection:ClusterTrustBundle
DRAAdminAccess:DynamicResourceAllocation DRAConsumableCapacity:DynamicResourceAllocation
DRADeviceBindingConditions:DynamicResourceAllocation,DRAResourceClaimDeviceStatus DRADeviceTaintRules:DRADeviceTaints
DRADeviceTaints:DynamicResourceAllocation DRAExtendedResource:DynamicResourceAllocation
DRAPartitionableDevices:DynamicResourceAllocation DRAPrioritizedList:DynamicResourceAllocation
DRASchedulerFilterTimeout:DynamicResourceAllocation DeclarativeValidationTakeover:DeclarativeValidation
DisableAllocatorDualWrite:MultiCIDRServiceAllocator GangScheduling:GenericWorkload
GracefulNodeShutdownBasedOnPodPriority:GracefulNodeShutdown
InPlacePodLevelResourcesVerticalScaling:InPlacePodVerticalScaling,PodLevelResources,NodeDeclaredFeatures
InPlacePodVerticalScalingExclusiveCPUs:InPlacePodVerticalScaling
MatchLabelKeysInPodTopologySpreadSelectorMerge:MatchLabelKeysInPodTopologySpread
PodCertificateRequest:AuthorizeNodeWithSelectors PodLifecycleSleepActionAllowZero:PodLifecycleSleepAction
ProcMountType:UserNamespacesSupport ResourceHealthStatus:DynamicResourceAllocation
RestartAllContainersOnContainerExits:ContainerRestartRules,NodeDeclaredFeatures
ServiceAccountTokenNodeBinding:ServiceAccountTokenNodeBindingValidation StorageVersionAPI:APIServerIdentity
StructuredAuthenticationConfigurationEgressSelector:StructuredAuthenticationConfiguration
StructuredAuthenticationConfigurationJWKSMetrics:StructuredAuthenticationConfiguration
UnknownVersionInteroperabilityProxy:APIServerIdentity WindowsGracefulNodeShutdown:GracefulNodeShutdown
`;

const only: Readonly<Record<number, string>> = {
  35: `
InPlacePodVerticalScalingAllocatedStatus:InPlacePodVerticalScaling
InPlacePodVerticalScalingExclusiveMemory:InPlacePodVerticalScaling,MemoryManager
UserNamespacesHostNetworkSupport:UserNamespacesSupport WindowsCPUAndMemoryAffinity:MemoryManager
`,
  36: `
DRAListTypeAttributes:DynamicResourceAllocation DRANodeAllocatableResources:DynamicResourceAllocation
DRAResourceClaimGranularStatusAuthorization:DynamicResourceAllocation,DRAResourceClaimDeviceStatus
DRAResourcePoolStatus:DynamicResourceAllocation DRAWorkloadResourceClaims:DynamicResourceAllocation,GenericWorkload
DeclarativeValidationBeta:DeclarativeValidation ExtendWebSocketsToKubelet:NodeDeclaredFeatures
ImageVolumeWithDigest:ImageVolume InPlacePodVerticalScalingExclusiveMemory:InPlacePodVerticalScaling
InPlacePodVerticalScalingInitContainers:InPlacePodVerticalScaling,NodeDeclaredFeatures
PodLevelResourceManagers:PodLevelResources ResourceHealthStatusMessage:ResourceHealthStatus
StaleControllerConsistencyDaemonSet:AtomicFIFO StaleControllerConsistencyJob:AtomicFIFO
StaleControllerConsistencyReplicaSet:AtomicFIFO StaleControllerConsistencyStatefulSet:AtomicFIFO
TopologyAwareWorkloadScheduling:GenericWorkload
UserNamespacesHostNetworkSupport:UserNamespacesSupport,NodeDeclaredFeatures WorkloadAwarePreemption:GangScheduling
WorkloadWithJob:GenericWorkload
`,
};

/** What each gate of this release needs; empty for a release of which it is not known. */
export function gateNeeds(minor: number): ReadonlyMap<string, readonly string[]> {
  const more = only[minor];
  if (more === undefined) return new Map();
  return new Map(
    `${inBoth} ${more}`
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word): [string, readonly string[]] => {
        const [name = '', needed = ''] = word.split(':');
        return [name, needed.split(',')];
      }),
  );
}
